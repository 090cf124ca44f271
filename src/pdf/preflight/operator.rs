//! The operators of a content stream, one after another.

use hayro::hayro_syntax::content::UntypedIter;
use hayro::hayro_syntax::object::{self, Array, Dict};
use lopdf::content::Operation;
use lopdf::{Dictionary, Object, Stream, StringFormat};

/// How deep operands may stand in one another.
const MAX_DEPTH: usize = 8;
/// An operator that is put behind the contents. A reader that gives up before the end never meets it.
const END: &str = "EndOfContents";

/// How deep arrays and dictionaries may stand in one another. The reader needs the stack for each.
const MAX_NESTING: usize = 200;

/// Whether arrays and dictionaries stand in one another deeper than [`MAX_NESTING`].
///
/// Texts are passed over. Both signs of a dictionary count, so that one is as deep as two arrays.
fn is_nested_too_deeply(content: &[u8]) -> bool {
    let (mut depth, mut texts, mut rest) = (0_usize, 0_usize, content.iter());
    while let Some(byte) = rest.next() {
        match byte {
            b'\\' if texts > 0 => drop(rest.next()),
            b'(' => texts += 1,
            b')' => texts = texts.saturating_sub(1),
            _ if texts > 0 => {}
            b'[' | b'<' => depth += 1,
            b']' | b'>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 2 * MAX_NESTING {
            return true;
        }
    }
    false
}

/// Shows every operation until `see` returns false. Returns whether all of the contents were read.
///
/// An inline picture is shown as a `BI` with a stream.
pub fn operations(content: &[u8], see: &mut dyn FnMut(Operation) -> bool) -> bool {
    if is_nested_too_deeply(content) {
        return false;
    }
    let content = [content, b"\n", END.as_bytes(), b"\n"].concat();
    let mut reader = UntypedIter::new(&content);
    while let Some(next) = reader.next() {
        let operator = String::from_utf8_lossy(next.operator).into_owned();
        if operator == END {
            return true;
        }
        let operands = next.operands().map(|operand| convert(operand, 0)).collect();
        if !see(Operation { operator, operands }) {
            return false;
        }
    }
    false
}

/// Makes an object of `lopdf` from one of `hayro`. What stands too deep becomes null.
fn convert(operand: &object::Object, depth: usize) -> Object {
    if depth > MAX_DEPTH {
        return Object::Null;
    }
    match operand {
        object::Object::Null(_) => Object::Null,
        object::Object::Boolean(value) => Object::Boolean(*value),
        object::Object::Number(number) => {
            let value = number.as_f64();
            if value.fract() == 0.0 && value.abs() < 1e9 {
                Object::Integer(value as i64)
            } else {
                Object::Real(value as f32)
            }
        }
        object::Object::String(text) => Object::String(text.as_bytes().to_vec(), StringFormat::Hexadecimal),
        object::Object::Name(name) => Object::Name(name.as_ref().to_vec()),
        object::Object::Array(array) => convert_array(array, depth),
        object::Object::Dict(dict) => Object::Dictionary(convert_dict(dict, depth)),
        object::Object::Stream(stream) => {
            Object::Stream(Stream::new(convert_dict(stream.dict(), depth), stream.raw_data().into_owned()))
        }
    }
}

/// Makes an array of `lopdf`.
fn convert_array(array: &Array, depth: usize) -> Object {
    Object::Array(array.iter::<object::Object>().map(|object| convert(&object, depth + 1)).collect())
}

/// Makes a dictionary of `lopdf`.
fn convert_dict(dict: &Dict, depth: usize) -> Dictionary {
    let value = |name: &[u8]| dict.get::<object::Object>(name).map(|object| convert(&object, depth + 1));
    dict.keys().filter_map(|name| Some((name.as_ref().to_vec(), value(name.as_ref())?))).collect()
}
