//! The text of a guide as HTML: headings, paragraphs, lists, bold, links to http and https. Nothing else of Markdown gets through,
//! and no HTML: editors write these texts, and one of them may be somebody else.

use askama::filters::Safe;
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

/// Writes the text as HTML. `[1]` leads to the first of so many sources.
pub fn html(text: &str, sources: usize) -> Safe<String> {
    let mut out = String::with_capacity(text.len() * 3 / 2);
    // A plain `[1]` comes in pieces: a run of text is written when it is whole.
    let mut run = String::new();
    let mut links: Vec<bool> = Vec::new();
    for event in Parser::new(text) {
        if let Event::Text(words) | Event::Code(words) = &event {
            run.push_str(words);
            continue;
        }
        write_run(&std::mem::take(&mut run), sources, &mut out);
        match event {
            Event::Start(tag) => open(&tag, &mut links, &mut out),
            Event::End(tag) => close(tag, &mut links, &mut out),
            // HTML is shown as the text that it is.
            Event::Html(raw) | Event::InlineHtml(raw) => escape(&raw, &mut out),
            Event::SoftBreak => out.push('\n'),
            Event::HardBreak => out.push_str("<br>"),
            _ => {}
        }
    }
    write_run(&run, sources, &mut out);
    Safe(out)
}

/// The page has the one heading of the first level: the text's begin with the second.
const fn heading(level: HeadingLevel) -> &'static str {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => "h2",
        _ => "h3",
    }
}

fn open(tag: &Tag<'_>, links: &mut Vec<bool>, out: &mut String) {
    match tag {
        Tag::Paragraph => out.push_str("<p>"),
        Tag::Heading { level, .. } => {
            out.push('<');
            out.push_str(heading(*level));
            out.push('>');
        }
        Tag::List(None) => out.push_str("<ul>"),
        Tag::List(Some(_)) => out.push_str("<ol>"),
        Tag::Item => out.push_str("<li>"),
        Tag::Strong => out.push_str("<strong>"),
        Tag::Emphasis => out.push_str("<em>"),
        Tag::Link { dest_url, .. } => {
            let leads = is_web(dest_url);
            links.push(leads);
            if leads {
                out.push_str("<a rel=\"noreferrer\" href=\"");
                escape(dest_url, out);
                out.push_str("\">");
            }
        }
        _ => {}
    }
}

fn close(tag: TagEnd, links: &mut Vec<bool>, out: &mut String) {
    match tag {
        TagEnd::Paragraph => out.push_str("</p>\n"),
        TagEnd::Heading(level) => {
            out.push_str("</");
            out.push_str(heading(level));
            out.push_str(">\n");
        }
        TagEnd::List(false) => out.push_str("</ul>\n"),
        TagEnd::List(true) => out.push_str("</ol>\n"),
        TagEnd::Item => out.push_str("</li>\n"),
        TagEnd::Strong => out.push_str("</strong>"),
        TagEnd::Emphasis => out.push_str("</em>"),
        TagEnd::Link => out.push_str(if links.pop() == Some(true) {
            "</a>"
        } else {
            ""
        }),
        _ => {}
    }
}

/// Whether an address is one of the web, and not of a script.
pub fn is_web(address: &str) -> bool {
    let lower = address.trim().to_ascii_lowercase();
    lower.starts_with("https://") || lower.starts_with("http://")
}

/// Writes words; `[n]` becomes a link to source n, if there is one.
fn write_run(run: &str, sources: usize, out: &mut String) {
    let mut rest = run;
    while let Some((before, after)) = rest.split_once('[') {
        escape(before, out);
        let number = after.split_once(']').and_then(|(digits, behind)| {
            let number = digits.parse::<usize>().ok()?;
            (1..=sources).contains(&number).then_some((number, behind))
        });
        if let Some((number, behind)) = number {
            let number = number.to_string();
            for part in ["<a href=\"#source-", &number, "\">[", &number, "]</a>"] {
                out.push_str(part);
            }
            rest = behind;
        } else {
            out.push('[');
            rest = after;
        }
    }
    escape(rest, out);
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn headings_lists_bold_and_links_come_through() {
        let text = "# A\n\n## B\n\nOne **two** [three](https://example.org/?a=1&b=2).\n\n1. x\n2. y\n\n- z";
        let found = html(text, 0).0;
        for part in [
            "<h2>A</h2>",
            "<h2>B</h2>",
            "<strong>two</strong>",
            "<a rel=\"noreferrer\" href=\"https://example.org/?a=1&amp;b=2\">three</a>",
            "<ol><li>x</li>",
            "<ul><li>z</li>",
        ] {
            assert!(found.contains(part), "{part}\n{found}");
        }
    }

    #[test]
    fn numbers_in_brackets_lead_to_the_sources_that_there_are() {
        let found = html("A [1] [2]. **B [3]** [x] [0] [12](https://example.org)", 2).0;
        assert!(
            found.contains("<a href=\"#source-1\">[1]</a> <a href=\"#source-2\">[2]</a>."),
            "{found}"
        );
        assert!(found.contains("<strong>B [3]</strong> [x] [0]"), "{found}");
        assert!(
            found.contains("href=\"https://example.org\">12</a>"),
            "{found}"
        );
    }

    #[test]
    fn html_scripts_and_pictures_do_not_come_through() {
        for hostile in [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "<div onclick='x'>\n\ntext\n\n</div>",
            "[a](javascript:alert(1))",
            "[a](JaVaScRiPt:alert(1))",
            "[a](data:text/html,x)",
            "![a](https://example.org/x.png)",
            "[a](https://example.org/\"onmouseover=alert(1))",
            "<https://example.org/<script>>",
            "[a]: javascript:x\n\n[a]",
            "&lt;script&gt;",
            "```html\n<script>\n```",
            "`<script>`",
        ] {
            let found = html(hostile, 3).0;
            for forbidden in [
                "<script",
                "<img",
                "<div",
                "javascript:alert(1)\"",
                "href=\"data",
                "href=\"java",
                " onclick='x'>",
            ] {
                assert!(
                    !found.to_lowercase().contains(forbidden),
                    "{hostile}\n{found}"
                );
            }
            // Every tag that is there is one of ours.
            for tag in found.split('<').skip(1) {
                let name = tag
                    .trim_start_matches('/')
                    .split([' ', '>'])
                    .next()
                    .unwrap();
                assert!(
                    ["p", "h2", "h3", "ul", "ol", "li", "strong", "em", "a", "br"].contains(&name),
                    "{hostile}\n{found}"
                );
            }
        }
    }
}
