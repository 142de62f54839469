#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| prepbook_fuzz::check("text", input));
