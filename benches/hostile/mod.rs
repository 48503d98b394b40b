//! Texts of 64 KB or more that are made to be slow to read: deep, unclosed, endless, or wrong on every line.

/// The least bytes of each text.
const SIZE: usize = 64 * 1024;

/// Each text and what it is made of. The same call gives the same texts.
pub(crate) fn texts() -> Vec<(&'static str, String)> {
    let mut texts = vec![
        ("braces opened", full_of("{")),
        ("braces closed", full_of("}")),
        ("braces paired", full_of("{}")),
        ("round brackets opened", full_of("(")),
        ("round brackets closed", full_of(")")),
        ("declarations opened inside one another", full_of("role a { ")),
        ("declarations side by side", full_of("role a \"A\" ")),
        ("declarations without a brace", full_of("role a \"A\"\n")),
        ("conditions opened inside one another", within("population p \"P\" { where: ", "(", "x is empty }")),
        ("negations", within("population p \"P\" { where: ", "not (", "x is empty }")),
        ("a long condition", within("population p \"P\" { where: x is empty", " and x is empty", " }")),
        ("a long list of names", within("report r \"R\" { to: a", ", a", " }")),
        ("a long list of months", within("audit a \"A\" { when: in May", ", May", " }")),
        ("a long rhythm", within("audit a \"A\" { when: every month", ", and every month", " }")),
        ("a long number", within("role a \"A\" { headcount: ", "9", " }")),
        ("a long word", within("role ", "a", " \"A\"")),
        ("a long text", within("role a \"", "word ", "\"")),
        ("a long comment", within("# ", "word ", "\nrole a \"A\"")),
        ("quotes", full_of("\"")),
        ("curly quotes opened", full_of("“")),
        ("quotes opened on each line", full_of("note: \"a\n")),
        ("backslashes", within("role a \"", "\\\\", "\"")),
        ("backticks", full_of("`")),
        ("commas", full_of(",")),
        ("colons", full_of(": ")),
        ("blanks", full_of(" ")),
        ("empty lines", full_of("\n")),
        ("carriage returns", full_of("\r")),
        ("line ends of two characters", full_of("role a \"A\"\r\n")),
        ("byte order marks", full_of("\u{feff}")),
        ("marks that turn the direction", full_of("\u{202e}")),
        ("unknown words", full_of("word ")),
        ("unknown lines", within("role a \"A\" {\n", "x: 1\n", "}")),
        ("lines with an equals sign", within("role a \"A\" {\n", "unit = b\n", "}")),
        ("phrases that do not end", within("audit a \"A\" {\n", "when: every\n", "}")),
        ("one id declared again and again", full_of("unit a \"A\"\n")),
        ("files to use", full_of("use \"a.qac\"\n")),
    ];
    texts.push(("unknown names", (0..SIZE / 24).map(|n| format!("role r{n} \"R\" {{ unit: u{n} }}\n")).collect()));
    for (what, word) in
        [("lists", "- "), ("quotations", "> "), ("fences", "```qac\n"), ("emphasis", "*a "), ("links", "[")]
    {
        texts.push((what, full_of(word)));
    }
    texts
}

/// The text under a clause of a document, in a block of rules.
pub(crate) fn in_a_block(text: &str) -> String {
    format!("1.1 Words.\n\n```qac\n{text}\n```\n")
}

fn full_of(words: &str) -> String {
    words.repeat(SIZE.div_ceil(words.len()))
}

fn within(before: &str, words: &str, after: &str) -> String {
    format!("{before}{}{after}", full_of(words))
}
