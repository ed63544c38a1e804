//! Markdown outside of pages: titles of goals, and what the server shows in a panel later on.

use pulldown_cmark::{Event, Tag, TagEnd, html};

use crate::directives::parser;

/// Markdown as HTML, with paragraphs, lists and code blocks. HTML in it is text: `<none>` is what Docker prints.
#[must_use]
pub fn fragment(markdown: &str) -> String {
    let events = parser(markdown).map(|event| match event {
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        other => as_text(other),
    });
    let mut output = String::new();
    html::push_html(&mut output, events);
    output
}

/// One line of Markdown as HTML without a paragraph around it; HTML in it is text.
pub(crate) fn inline(markdown: &str) -> String {
    let events = parser(markdown).filter_map(|event| match event {
        Event::Start(Tag::Paragraph | Tag::HtmlBlock) | Event::End(TagEnd::Paragraph | TagEnd::HtmlBlock) => {
            None
        }
        Event::SoftBreak | Event::HardBreak => Some(Event::Text(" ".into())),
        other => Some(as_text(other)),
    });
    let mut output = String::new();
    html::push_html(&mut output, events);
    output.trim().replace('\n', " ")
}

fn as_text(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_has_blocks_and_no_html_of_its_own() {
        let html = fragment(
            "Un `<none>`, <b>gras</b>.\n\n<script>\nalert(1)\n</script>\n\n```console\n$ docker ps\n```\n",
        );
        let expected = "<p>Un <code>&lt;none&gt;</code>, &lt;b&gt;gras&lt;/b&gt;.</p>\n\
            <p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;\n</p>\n\
            <pre><code class=\"language-console\">$ docker ps\n</code></pre>\n";
        assert_eq!(html, expected);
    }
}
