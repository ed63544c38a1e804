//! What the keys of a manifest may hold: texts, numbers, and lists of them.

use toml::de::DeValue;

use crate::ContainerState;
use crate::section::quoted;
use crate::vars::Values;

/// What a key may hold.
pub(crate) trait Value: Sized {
    /// What to write, for the author.
    fn what() -> String;

    /// Reads it, with `values` in the place of variables.
    fn read(value: &DeValue<'_>, values: &Values) -> Option<Self>;
}

impl Value for String {
    fn what() -> String {
        "a text in quotes that is not empty".into()
    }

    fn read(value: &DeValue<'_>, values: &Values) -> Option<Self> {
        value.as_str().filter(|text| !text.trim().is_empty()).map(|text| values.fill(text))
    }
}

/// A text for people, whose variables are filled in when it is shown.
pub(crate) struct Text(pub(crate) String);

impl Value for Text {
    fn what() -> String {
        String::what()
    }

    fn read(value: &DeValue<'_>, _: &Values) -> Option<Self> {
        value.as_str().filter(|text| !text.trim().is_empty()).map(|text| Text(text.to_owned()))
    }
}

/// One, or a list.
impl<T: Value> Value for Vec<T> {
    fn what() -> String {
        format!("{}, or a list of them: `[…, …]`", T::what())
    }

    fn read(value: &DeValue<'_>, values: &Values) -> Option<Self> {
        match value.as_array() {
            Some(items) => items.iter().map(|item| T::read(item.get_ref(), values)).collect(),
            None => T::read(value, values).map(|item| vec![item]),
        }
    }
}

impl Value for bool {
    fn what() -> String {
        "`true` or `false`".into()
    }

    fn read(value: &DeValue<'_>, _: &Values) -> Option<Self> {
        value.as_bool()
    }
}

impl Value for i64 {
    fn what() -> String {
        "a whole number".into()
    }

    fn read(value: &DeValue<'_>, values: &Values) -> Option<Self> {
        match value.as_integer() {
            Some(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
            // A variable stands between quotes: `port = "{{port}}"`.
            None => value
                .as_str()
                .filter(|text| text.contains("{{"))
                .and_then(|text| values.fill(text).parse().ok()),
        }
    }
}

impl Value for u32 {
    fn what() -> String {
        "a whole number from 1 up".into()
    }

    fn read(value: &DeValue<'_>, values: &Values) -> Option<Self> {
        i64::read(value, values).and_then(|number| u32::try_from(number).ok()).filter(|&number| number > 0)
    }
}

impl Value for u16 {
    fn what() -> String {
        "a port, from 1 to 65535".into()
    }

    fn read(value: &DeValue<'_>, values: &Values) -> Option<Self> {
        i64::read(value, values).and_then(|number| u16::try_from(number).ok()).filter(|&number| number > 0)
    }
}

impl Value for ContainerState {
    fn what() -> String {
        format!("one of {}", quoted(&ContainerState::ALL.map(ContainerState::as_str)))
    }

    fn read(value: &DeValue<'_>, values: &Values) -> Option<Self> {
        String::read(value, values)?.parse().ok()
    }
}
