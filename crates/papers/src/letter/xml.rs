//! Text put into XML.

use std::fmt::Write;

/// Gives the text as XML holds it, in an element or an attribute, without what XML cannot hold.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text
        .chars()
        .filter(|letter| crate::text::is_allowed(*letter))
    {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            letter => safe.push(letter),
        }
    }
    safe
}

/// Gives a stretch of text in a look; line ends and tabs in it are kept.
pub(super) fn run(text: &str, look: &str) -> String {
    let mut xml = format!(r#"<w:r><w:rPr><w:rFonts w:hint="eastAsia"/>{look}</w:rPr>"#);
    for (at, line) in text.replace("\r\n", "\n").split(['\n', '\r']).enumerate() {
        if at > 0 {
            xml.push_str("<w:br/>");
        }
        for (at, piece) in line.split('\t').enumerate() {
            if at > 0 {
                xml.push_str("<w:tab/>");
            }
            // Writing to a String never fails.
            let _ = write!(xml, r#"<w:t xml:space="preserve">{}</w:t>"#, escaped(piece));
        }
    }
    xml + "</w:r>"
}

/// Gives a paragraph in a style, with more about it in the order that the schema asks for.
pub(super) fn paragraph(style: &str, more: &str, runs: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>"#)
}

#[cfg(test)]
mod tests {
    use super::{escaped, run};

    #[test]
    fn nothing_breaks_out_of_the_text() {
        assert_eq!(
            escaped("<b a=\"1\">&\0</b>"),
            "&lt;b a=&quot;1&quot;&gt;&amp;&lt;/b&gt;"
        );
    }

    #[test]
    fn lines_and_tabs_are_kept() {
        let xml = run("一\r\n二\t三", "");
        assert!(xml.ends_with(r#"一</w:t><w:br/><w:t xml:space="preserve">二</w:t><w:tab/><w:t xml:space="preserve">三</w:t></w:r>"#), "{xml}");
    }
}
