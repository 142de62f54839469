//! Damage by several encodings is repaired; intentional characters stay byte for byte.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252, WINDOWS_1254};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use prepbook::rooms::source::Input;

const DOS: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

fn damaged(text: &str, codec: Option<&'static Encoding>) -> String {
    match codec {
        Some(codec) => codec
            .decode_without_bom_handling(text.as_bytes())
            .0
            .into_owned(),
        None => text
            .bytes()
            .map(|byte| match byte.checked_sub(0x80) {
                Some(high) => DOS.chars().nth(usize::from(high)).unwrap(),
                None => char::from(byte),
            })
            .collect(),
    }
}

/// The lines of a plan, each a paragraph, after `fix`.
fn repaired_lines(lines: &[String]) -> Vec<String> {
    let text = format!("# P\n\n## Week 1\n\n{}\n", lines.join("\n\n"));
    let input = Input {
        text: Some(text.as_bytes()),
        ..Input::from("plan.md")
    };
    let (_, texts) = prepbook::rooms::pipeline::fix(input).unwrap();
    let after = texts.into_iter().next().map(|repaired| repaired.after);
    let after = after.unwrap_or_else(|| text.clone());
    let lines = after.trim_end_matches('\n').split('\n').skip(4).step_by(2);
    lines.map(str::to_owned).collect()
}

fn repaired(line: &str) -> String {
    repaired_lines(&[line.to_owned()]).concat()
}

#[test]
fn damage_by_each_encoding_is_repaired() {
    for (wrong, right) in [
        ("ðŸŽ¯ goal", "🎯 goal"),
        ("ğŸŽ¯ goal", "🎯 goal"),
        ("don‚Äôt", "don’t"),
        ("donΓÇÖt", "don’t"),
        ("≡ƒÄ» goal", "🎯 goal"),
        ("donÃ¢â‚¬â„¢t", "don’t"),
        ("cafÃƒÂ©", "café"),
        ("ÐŸÑ€Ð¸Ð²ÐµÑ‚ Ð¼Ð¸Ñ€", "Привет мир"),
        ("cafÃ©, 20 Â°C", "café, 20 °C"),
        ("10Â\u{a0}km", "10\u{a0}km"),
        ("æ—¥æœ¬", "日本"),
        ("‚úÖ done ‚Üí next", "✅ done → next"),
        ("caf√© k√∂√§", "café köä"),
        ("x ï»¿y", "x y"),
    ] {
        assert_eq!(repaired(wrong), right, "{wrong}");
    }
}

#[test]
fn intentional_characters_stay() {
    for line in [
        "a single Ã‰ or the operator Â |ψ⟩ here",
        "São naïve Ÿ MARQUÉ… «…café»… «voilà»…",
        "Ağaç, İstanbul’da “dağ”… ŞIĞ",
        "Γειά σου Κόσμε «Ω»… Σ",
        "Привет – мир… «да»",
        "┌─┬─┐ │├┤│ └┴┘ ├── ├┤├┤ ░▒▓█ │├│",
        "√π √∞ ¬∂ √∞√π ∑≤∏",
        "„Öö“ ‚Öö‘ „Äß“ Ááá! Éééé",
        "É…É… Ä…Ä… Ñ…",
        "«IRMû IRMÃ\u{a0}: Großmaß»…",
        "日本語 한국어 עברית العربية हिन्दी",
        "à la carte – “ça va” … l’été",
    ] {
        assert_eq!(repaired(line), line);
    }
}

const PRINTED: &[&str] = &[
    "é", "ü", "ñ", "ß", "Å", "ж", "Я", "ы", "λ", "Ω", "日", "本", "語", "한", "“", "”", "’", "–",
    "…", "€", "→", "✅", "🎯", "👍", "ş", "ğ", "İ", "א", "ع", "°", "½",
];

/// How many lines a random plan has: reading many in one plan is faster, and says the same.
const LINES: usize = 20;

proptest! {
    // The cases are fixed: random letters of no particular language may look like other damage.
    #![proptest_config(ProptestConfig { cases: 50, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn damage_comes_back_or_stays(
        texts in prop::collection::vec(prop::collection::vec(prop::sample::select(PRINTED), 3..9), LINES),
        codec in prop::sample::select(vec![Some(WINDOWS_1252), Some(WINDOWS_1254), Some(MACINTOSH), None]),
    ) {
        let texts: Vec<String> = texts.iter().map(|text| text.concat()).collect();
        let wrong: Vec<String> = texts.iter().map(|text| format!("a {} b", damaged(text, codec))).collect();
        let lines = repaired_lines(&wrong);
        prop_assert_eq!(lines.len(), LINES);
        for (line, (text, wrong)) in lines.iter().zip(texts.iter().zip(&wrong)) {
            prop_assert!(*line == format!("a {text} b") || line == wrong, "{wrong:?} became {line:?}");
        }
    }

    #[test]
    fn text_without_damage_stays(
        texts in prop::collection::vec(prop::collection::vec(prop::sample::select(vec![
            "Straße", "naïve", "São", "Ağrı", "ışık", "Привет", "Ελλάδα", "日本", "│", "├─┤", "« oui »", "—", "“so”", "100 €", "🎯", "É", "à", "x",
        ]), 0..20), LINES)
    ) {
        let lines: Vec<String> = texts.iter().map(|words| format!("a {}", words.join(" "))).collect();
        prop_assert_eq!(repaired_lines(&lines), lines);
    }

    #[test]
    fn repairing_never_panics(texts in prop::collection::vec("[ -ÿĞğİıŞş–—‘’“”„†‡•…‰‹›€™√∂∏∑∞≈≠≤≥└├┬─Γ≡ƒÇüéâäàå]{0,40}", LINES)) {
        repaired_lines(&texts);
    }
}
