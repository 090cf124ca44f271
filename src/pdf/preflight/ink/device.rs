//! The colour spaces of devices, and the resources that stand for them on a plate.

use lopdf::Object;
use lopdf::content::Operation;

/// A colour space of a device, and the resource that replaces it on a plate.
pub struct Device {
    /// The operator that sets a colour of areas.
    pub fill: &'static str,
    /// The operator that sets a colour of lines.
    pub stroke: &'static str,
    /// The name of the space.
    pub space: &'static str,
    /// The name of the space in inline pictures (PDF 2.0 table 92).
    pub short: &'static str,
    /// The name of the resource.
    pub replacement: &'static str,
}

/// Grey.
pub const GRAY: Device = Device { fill: "g", stroke: "G", space: "DeviceGray", short: "G", replacement: "PlateOfGray" };
/// Light.
const RGB: Device = Device { fill: "rg", stroke: "RG", space: "DeviceRGB", short: "RGB", replacement: "PlateOfRGB" };
/// Process inks.
const CMYK: Device = Device { fill: "k", stroke: "K", space: "DeviceCMYK", short: "CMYK", replacement: "PlateOfCMYK" };
/// All spaces of devices.
pub const DEVICES: [Device; 3] = [GRAY, RGB, CMYK];

/// Replaces the name of a device's space in contents by that of the resource.
fn replace_device(space: &mut Vec<u8>) {
    let name = std::str::from_utf8(space).unwrap_or_default();
    if let Some(device) = DEVICES.iter().find(|device| [device.space, device.short].contains(&name)) {
        *space = device.replacement.into();
    }
}

/// Returns the operations that set, in the resource that stands for a device's space, what one sets in that space.
pub fn replace_colour(mut operation: Operation) -> Vec<Operation> {
    let operator = operation.operator.clone();
    let mut replaced = Vec::new();
    if let Some(device) = DEVICES.iter().find(|device| device.fill == operator || device.stroke == operator) {
        let (cs, scn) = if device.fill == operator { ("cs", "scn") } else { ("CS", "SCN") };
        replaced.push(Operation::new(cs, vec![Object::Name(device.replacement.into())]));
        operation.operator = scn.to_owned();
    } else if let ("cs" | "CS", Some(Object::Name(space))) = (operator.as_str(), operation.operands.first_mut()) {
        replace_device(space);
    } else if let ("BI", Some(Object::Stream(image))) = (operator.as_str(), operation.operands.first_mut()) {
        for key in ["CS", "ColorSpace"] {
            if let Ok(Object::Name(space)) = image.dict.get_mut(key.as_bytes()) {
                replace_device(space);
            }
        }
    }
    replaced.push(operation);
    replaced
}
