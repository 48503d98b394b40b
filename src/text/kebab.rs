//! Ids made from words.

/// Lower-case words joined by single hyphens; `TeamManager` and `team_manager` are two words.
#[must_use]
pub fn kebab_case(written: &str) -> String {
    let mut kebab = String::with_capacity(written.len());
    let mut after_lower = false;
    for character in written.chars() {
        let parts = !character.is_alphanumeric() || (character.is_uppercase() && after_lower);
        if parts && !kebab.is_empty() && !kebab.ends_with('-') {
            kebab.push('-');
        }
        if character.is_alphanumeric() {
            kebab.extend(character.to_lowercase());
        }
        after_lower = character.is_lowercase() || character.is_ascii_digit();
    }
    kebab.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::kebab_case;

    #[test]
    fn ids_become_words_joined_by_hyphens() {
        for (written, kebab) in [
            ("team-manager", "team-manager"),
            ("TeamManager", "team-manager"),
            ("team_manager", "team-manager"),
            ("team--manager-", "team-manager"),
            ("DMT", "dmt"),
            ("q1-2017", "q1-2017"),
            ("Équipe", "équipe"),
            ("_", ""),
        ] {
            assert_eq!(kebab_case(written), kebab);
        }
    }
}
