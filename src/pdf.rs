//! Pages to PDF, and PDFs read back.
//!
//! Takes laid-out pages, gives the bytes of a file that has been examined. It knows nothing of the YAML.

pub mod raster;
pub mod pdfx;
pub mod preflight;
pub mod export;
pub mod imposition;
pub mod make;
