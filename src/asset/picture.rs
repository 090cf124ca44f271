//! Finds the pictures (图片) that an issue names, and checks them before the engine reads them.
//!
//! It knows files within the project. In which inks a picture is printed is for `greyscale`.

mod jpeg;

use std::path::{Path, PathBuf};

use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterFormat, RasterImage};

use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::input::file::read_limited;

/// The largest picture file, in bytes.
const MAX_BYTES: u64 = 64 << 20;
/// The most pixels of a picture: A4 at 600 dpi has 35 million.
const MAX_PIXELS: usize = 50_000_000;
/// The most pixels of a side. A picture of a few pixels' width and millions' height takes the engine minutes.
const MAX_SIDE: usize = 30_000;
/// The largest ICC profile of a picture in bytes. Those of printing conditions have 3 MB at most.
const MAX_PROFILE_BYTES: usize = 4 << 20;

/// The resolution in dpi from which a picture prints well. Below it a picture looks coarse.
pub const PRINT_DPI: f64 = 300.0;
/// The quality of a JPEG that is written anew, 0 to 100.
pub const JPEG_QUALITY: u8 = 92;

/// A picture that can be printed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Picture {
    /// Its path with all links followed.
    pub path: PathBuf,
    /// The bytes of its file.
    pub file: Bytes,
    /// The bytes that are printed. They differ from the file if the picture was converted.
    pub bytes: Bytes,
    /// Width times height in pixels.
    pub pixels: usize,
    /// The usual extension of its format, without a dot.
    pub extension: &'static str,
}

impl Picture {
    /// Reads the picture that an issue in `folder` names `path`. It must lie within `root`.
    ///
    /// # Errors
    /// The path is absolute. The picture is missing, outside the project (by `..` or a symbolic link), too large, damaged,
    /// or neither JPEG, PNG, GIF nor WebP. The caller adds the place.
    pub fn read(root: &Path, folder: &Path, path: &str) -> Result<Self, Diagnostic> {
        let new = |code| Diagnostic::new(code).with("path", path);
        if is_absolute(path) {
            return Err(new(Code::PictureAbsolute));
        }
        let file = folder.join(path.replace('\\', "/"));
        let real = file.canonicalize().map_err(|_| new(Code::PictureMissing))?;
        if !root.canonicalize().is_ok_and(|root| real.starts_with(root)) {
            return Err(new(Code::PictureOutside));
        }
        let bytes = read_limited(&real, MAX_BYTES).map_err(|finding| match finding.code {
            Code::FileTooLarge => new(Code::PictureTooLarge),
            _ => new(Code::PictureUnreadable).with("reason", Arg::Message("picture-locked")),
        })?;
        let unreadable =
            |words: String| new(Code::PictureUnreadable).with("reason", Arg::Detail("picture-damaged", words));
        let Some(format) = ExchangeFormat::detect(&bytes) else {
            return Err(new(Code::PictureUnreadable).with("reason", Arg::Message("picture-format")));
        };
        let size = imagesize::blob_size(&bytes).map_err(|error| unreadable(error.to_string()))?;
        if size.width.max(size.height) > MAX_SIDE || size.width.saturating_mul(size.height) > MAX_PIXELS {
            return Err(new(Code::PictureTooLarge));
        }
        let bytes = Bytes::new(bytes);
        let raster = RasterImage::plain(bytes.clone(), RasterFormat::Exchange(format))
            .map_err(|error| unreadable(error.to_string()))?;
        if raster.icc().is_some_and(|profile| profile.len() > MAX_PROFILE_BYTES) {
            return Err(new(Code::PictureUnreadable).with("reason", Arg::Message("picture-profile")));
        }
        if format == ExchangeFormat::Jpg && !jpeg::is_whole(bytes.clone(), MAX_SIDE) {
            return Err(new(Code::PictureUnreadable).with("reason", Arg::Message("picture-incomplete")));
        }
        let extension = match format {
            ExchangeFormat::Png => "png",
            ExchangeFormat::Jpg => "jpg",
            ExchangeFormat::Gif => "gif",
            ExchangeFormat::Webp => "webp",
        };
        Ok(Self { path: real, file: bytes.clone(), bytes, pixels: size.width * size.height, extension })
    }
}

/// Returns whether a path names a place of this machine, in the way of any system.
pub fn is_absolute(path: &str) -> bool {
    let has_drive = path.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && path[1..].starts_with(':');
    path.starts_with(['/', '\\']) || has_drive
}
