//! What inks on paper look like on a screen.

use std::sync::Arc;

use moxcms::{ColorProfile, Layout, RenderingIntent, TransformExecutor, TransformOptions};

use super::IccProfile;

/// What converts colours of 8 bits.
type Transform = Arc<dyn TransformExecutor<u8> + Send + Sync>;

/// A printing condition as a screen shows it: relative to the white of the paper and to its darkest black, as viewers of
/// PDF do it (black point compensation, ISO 18619).
pub struct PaperOnScreen {
    /// Converts C, M, Y and K to sRGB, relative to the paper's white.
    to_screen: Transform,
    /// The light that the darkest black reflects, 0 to 1.
    black: f64,
}

impl PaperOnScreen {
    /// Reads a printing condition. Returns `None` if its profile can't be used.
    pub fn of(profile: &IccProfile) -> Option<Self> {
        let press = ColorProfile::new_from_slice(&profile.plain()).ok()?;
        let screen = ColorProfile::new_srgb();
        let options = |rendering_intent| TransformOptions { rendering_intent, ..Default::default() };
        let relative = options(RenderingIntent::RelativeColorimetric);
        let to_screen = press.create_transform_8bit(Layout::Rgba, &screen, Layout::Rgb, relative).ok()?;
        let perceptual = options(RenderingIntent::Perceptual);
        let to_press = screen.create_transform_8bit(Layout::Rgb, &press, Layout::Rgba, perceptual).ok()?;
        let (mut darkest, mut shown) = ([0; 4], [0; 3]);
        to_press.transform(&[0; 3], &mut darkest).ok()?;
        to_screen.transform(&darkest, &mut shown).ok()?;
        let [r, g, b] = shown.map(decode);
        Some(Self { to_screen, black: 0.2126 * r + 0.7152 * g + 0.0722 * b })
    }

    /// Returns the colour of light for shares of C, M, Y and K in percent.
    pub fn show(&self, shares: [f32; 4]) -> Option<[u8; 3]> {
        let shares = shares.map(|share| (share * 2.55).round().clamp(0.0, 255.0) as u8);
        let mut shown = [0; 3];
        self.to_screen.transform(&shares, &mut shown).ok()?;
        Some(shown.map(|level| encode((decode(level) - self.black) / (1.0 - self.black))))
    }
}

/// Returns the light of a level of sRGB, 0 to 1 (IEC 61966-2-1).
fn decode(level: u8) -> f64 {
    let level = f64::from(level) / 255.0;
    if level <= 0.04045 { level / 12.92 } else { ((level + 0.055) / 1.055).powf(2.4) }
}

/// Returns the level of sRGB for light, 0 to 1.
fn encode(light: f64) -> u8 {
    let light = light.clamp(0.0, 1.0);
    let level = if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    (level * 255.0).round() as u8
}

/// Returns a colour of light for the shares of C, M, Y and K in percent, without a profile.
pub fn mix_without_profile(shares: [f32; 4]) -> [u8; 3] {
    let [c, m, y, k] = shares.map(|share| 1.0 - share / 100.0);
    [c, m, y].map(|light| (255.0 * light * k).round() as u8)
}
