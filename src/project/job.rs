//! Where the PDFs of an issue go, and what their names say.

use std::path::PathBuf;

use super::Job;
use crate::issue::{CopyNumbers, InkPlate, Profile};

impl Job {
    /// Returns the path of the PDF in a profile. Unless it is the issue's own profile, the path names it, as in
    /// `36-screen.pdf`. It names the ink if only one is asked for, as in `36-red.pdf`.
    pub fn target(&self, profile: Profile, own: Profile) -> PathBuf {
        let names = [(profile != own).then(|| profile.name()), self.plate.map(InkPlate::name)];
        let names: Vec<_> = names.into_iter().flatten().collect();
        if names.is_empty() { self.output.clone() } else { self.beside(&names.join("-")) }
    }

    /// Returns the path of the PDF of imposed sheets, as in `36-booklet.pdf`. It names another profile for plates than the
    /// issue's own, as in `36-booklet-print-x1a.pdf`.
    pub fn on_sheets(&self, name: &str, profile: Profile, own: Profile) -> PathBuf {
        let other = profile != own && (own.is_for_plates() || profile != Profile::Print);
        self.beside(&if other { format!("{name}-{}", profile.name()) } else { name.to_owned() })
    }

    /// Returns this job in the profile that is asked for, with a build record of its own.
    pub fn in_profile(self, profile: Option<Profile>) -> Self {
        match profile {
            Some(profile) => Self { profile: Some(profile), ..self }.with_variant(profile.name()),
            None => self,
        }
    }

    /// Returns the path of the PDF of a copy, by its number.
    pub fn copy_target(&self, profile: Profile, own: Profile, number: &str) -> PathBuf {
        if profile == own { self.beside(number) } else { self.beside(&format!("{}-{number}", profile.name())) }
    }

    /// Returns this job for one ink, with a build record of its own.
    pub fn on_plate(self, plate: Option<InkPlate>) -> Self {
        match plate {
            Some(plate) => Self { plate: Some(plate), ..self }.with_variant(plate.name()),
            None => self,
        }
    }

    /// Returns this job for numbered copies. What is written for a copy has no record.
    pub fn with_copies(self, copies: Option<CopyNumbers>) -> Self {
        let record = self.record.clone().filter(|_| copies.is_none());
        Self { copies, record, ..self }
    }

    /// Returns this job with a build record of its own, for output that is made with extra options. The variant is
    /// added to the record's name.
    pub fn with_variant(mut self, wish: &str) -> Self {
        if let Some(record) = &mut self.record {
            let stem = record.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            record.set_file_name(format!("{stem}-{wish}.json"));
        }
        self
    }

    /// Returns the path of a PDF beside that of the issue.
    pub fn beside(&self, kind: &str) -> PathBuf {
        if self.named {
            return self.output.clone();
        }
        let stem = self.output.file_stem().unwrap_or_default().to_string_lossy();
        self.output.with_file_name(format!("{stem}-{kind}.pdf"))
    }
}
