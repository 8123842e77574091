//! Project codes: region 6, year 2, kind letter, serial 11, and in Hebei a check character over the first twenty.

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The check character of the first twenty characters; `None` when there are not twenty or one is outside the alphabet.
pub fn check_character(first_twenty: &str) -> Option<char> {
    if first_twenty.len() != 20 {
        return None;
    }
    let mut sum = 0_usize;
    let mut weight = 1_usize;
    for byte in first_twenty.bytes() {
        sum += ALPHABET.iter().position(|a| *a == byte)? * weight;
        weight = weight * 3 % 31;
    }
    Some(char::from(ALPHABET[30 - sum % 31]))
}

/// The whole code of a project of kind `P`; the serial is cut to eleven digits.
pub fn project_code(region: &str, year: u16, serial: u64) -> String {
    let mut code = format!("{region}{:02}P{:011}", year % 100, serial % 100_000_000_000);
    code.push(check_character(&code).unwrap_or('0'));
    code
}

/// The same code with a check character that is not the right one.
pub fn with_wrong_check(code: &str) -> String {
    let last = code.bytes().last().unwrap_or(b'0');
    let at = ALPHABET.iter().position(|a| *a == last).unwrap_or(0);
    let mut wrong: String = code.chars().take(code.chars().count().saturating_sub(1)).collect();
    wrong.push(char::from(ALPHABET[(at + 7) % 31]));
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_characters_of_the_founding_document() {
        let codes = [
            "13102824P00280910394P",
            "13102824P00280910402Y",
            "13102824P002809103986",
            "13102824P00280910420F",
            "13102824P002809104194",
            "13102824P00280910423A",
            "13102824P002809104213",
            "13102824P00280910422N",
            "13102824P00280910396Y",
            "13102824P00280910405R",
            "13102824P00281111235P",
            "13102824P00280910397J",
            "13102824P00280910403J",
            "13102824P002809104046",
            "13102824P00280910401B",
            "13102824P002809103715",
            "13102824P002809104265",
            "13102824P00280910399R",
            "13102824P00280910395B",
        ];
        for code in codes {
            assert_eq!(check_character(&code[..20]), code.chars().last(), "{code}");
            assert_ne!(with_wrong_check(code), code);
        }
        assert_eq!(project_code("131028", 2024, 280_910_394), "13102824P00280910394P");
    }
}
