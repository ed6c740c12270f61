//! From the text of lexicon files to compiled rules; every fault names file and rule.

use super::*;
use crate::pattern::{Compiler, Pattern};

/// Compiles files one after another into one lexicon.
struct Loader<'f> {
    file: &'f str,
    compiler: Compiler,
    lexicon: Lexicon,
}

pub(super) fn load(files: &[(&str, &str)]) -> Result<Lexicon, LexiconError> {
    let mut parsed = Vec::new();
    let mut macros = BTreeMap::new();
    for (file, text) in files {
        if text.len() > LEXICON_BYTES_MAX {
            return Err(LexiconError::TooLong { file: (*file).to_owned(), bytes: text.len() });
        }
        let mut rows: File =
            toml::from_str(text).map_err(|cause| LexiconError::Form { file: (*file).to_owned(), cause })?;
        if let Some(name) = rows.macros.keys().find(|name| macros.contains_key(*name)) {
            return Err(LexiconError::MacroTwice { file: (*file).to_owned(), name: name.clone() });
        }
        macros.append(&mut rows.macros);
        parsed.push((*file, rows));
    }
    add_table_macros(&parsed, &mut macros);
    let mut loader = Loader { file: "", compiler: Compiler::new(macros), lexicon: Lexicon::default() };
    for (file, rows) in parsed {
        loader.file = file;
        loader.add(rows)?;
    }
    let Loader { compiler, mut lexicon, .. } = loader;
    lexicon.words.extend(compiler.words);
    lexicon.vocabulary = compiler.vocabulary;
    lexicon.close();
    Ok(lexicon)
}

/// The word tables as macros: `$weekday`, `$month`, `$number`.
fn add_table_macros(parsed: &[(&str, File)], macros: &mut BTreeMap<String, String>) {
    type Table = fn(&File) -> &Vec<NumberRow>;
    let tables: [(&str, Table); 3] =
        [("weekday", |file| &file.weekday), ("month", |file| &file.month), ("number", |file| &file.number)];
    for (name, table) in tables {
        let rows = parsed.iter().flat_map(|(_, file)| table(file));
        let words: Vec<&str> = rows.flat_map(|row| row.words.iter().map(String::as_str)).collect();
        macros.insert(name.to_owned(), words.join("|"));
    }
}

impl Loader<'_> {
    fn add(&mut self, rows: File) -> Result<(), LexiconError> {
        self.add_words(&rows);
        for row in rows.phrase {
            let rule = format!("phrase {}", row.class.mark());
            let patterns = self.compile(&rule, &row.patterns)?;
            let item = self.optional_code(&rule, row.item, "item category", ItemCategory::from_code)?;
            let speaker = self
                .optional_code(&rule, row.source, "source class", SourceClass::from_code)?
                .map(|class| Speaker { class, generic: row.generic, masculine: row.masculine, definite: row.definite });
            let phrase = Phrase { class: row.class, item, speaker, time: row.time };
            let level = self.lexicon.phrases.get_mut(usize::from(row.level)).ok_or_else(|| LexiconError::Code {
                file: self.file.to_owned(),
                rule,
                code: row.level.to_string(),
                list: "level of phrases",
            })?;
            level.add(phrase, patterns);
        }
        let connectives = self.compile("connective", &rows.connective)?;
        self.lexicon.connectives.add((), connectives);
        for row in rows.cue {
            let patterns = self.compile("cue", &row.patterns)?;
            let class = self.optional_code("cue", row.source, "source class", SourceClass::from_code)?;
            let speaker =
                class.map(|class| Speaker { class, generic: false, masculine: row.masculine, definite: false });
            let (scope, masculine, denies) = (row.scope, row.masculine, row.denies);
            self.lexicon.cues.add(CueRule { scope, speaker, masculine, denies }, patterns);
        }
        for row in rows.context {
            let patterns = self.compile("context", &row.patterns)?;
            let context = Context { effect: row.effect, reach: row.reach, within: row.within };
            self.lexicon.contexts.add(context, patterns);
        }
        for row in rows.adjunct {
            let patterns = self.compile("adjunct", &row.patterns)?;
            let kinds = row.kinds.iter().map(|code| self.code("adjunct", code, "report kind", ReportKind::from_code));
            self.lexicon.adjuncts.add(Adjunct { kinds: kinds.collect::<Result<_, _>>()? }, patterns);
        }
        for row in rows.frame {
            self.add_frame(row, rows.wide)?;
        }
        Ok(())
    }

    fn add_words(&mut self, rows: &File) {
        use crate::fold::fold;
        let lexicon = &mut self.lexicon;
        for (name, words) in &rows.lists {
            let words: Vec<String> = words.iter().map(|word| fold(word)).collect();
            lexicon.words.extend(words.iter().cloned());
            lexicon.lists.entry(name.clone()).or_default().extend(words);
        }
        for row in &rows.nation {
            for word in row.words.iter().map(|word| fold(word)) {
                lexicon.words.extend([word.clone()]);
                lexicon.nations.insert(word, row.country.clone());
            }
            for name in row.names.iter().map(|name| fold(name)) {
                let words: Vec<String> = name.split(' ').map(str::to_owned).collect();
                lexicon.words.extend(words.iter().cloned());
                let same = lexicon.countries.entry(words[0].clone()).or_default();
                same.push((words, row.country.clone()));
            }
        }
        for (rows, table) in [
            (&rows.month, &mut lexicon.months),
            (&rows.weekday, &mut lexicon.weekdays),
            (&rows.number, &mut lexicon.numbers),
        ] {
            for row in rows {
                for word in row.words.iter().chain(&row.apart).map(|word| fold(word)) {
                    lexicon.words.extend([word.clone()]);
                    table.insert(word, row.value);
                }
            }
        }
    }

    fn add_frame(&mut self, row: FrameRow, wide: bool) -> Result<(), LexiconError> {
        for (examples, missing) in [(&row.positive, "positive"), (&row.negative, "negative")] {
            if examples.is_empty() {
                return Err(LexiconError::Example { file: self.file.to_owned(), rule: row.id, missing });
            }
        }
        let kind = self.code(&row.id, &row.kind, "report kind", ReportKind::from_code)?;
        let state = self.optional_code(&row.id, row.state, "state of its kind", |code| {
            State::from_code(code).filter(|state| kind.states().contains(state))
        })?;
        let modality = self.optional_code(&row.id, row.modality, "modality", Modality::from_code)?;
        let patterns = self.compile(&row.id, &row.patterns)?;
        for (pattern, source) in patterns.iter().zip(&row.patterns) {
            pattern.check_trigger().map_err(|cause| self.fault(&row.id, source, cause))?;
        }
        let frame = Frame {
            id: row.id,
            kind,
            state,
            modality: modality.unwrap_or(Modality::Asserted),
            speaker: row.speaker,
            background: row.background,
            bare: row.bare,
            wide,
            positive: row.positive,
            negative: row.negative,
        };
        self.lexicon.frames.add(frame, patterns);
        Ok(())
    }

    fn compile(&mut self, rule: &str, sources: &[String]) -> Result<Vec<Pattern>, LexiconError> {
        let mut patterns = Vec::with_capacity(sources.len());
        for source in sources {
            let pattern = Pattern::compile(source, &mut self.compiler);
            patterns.push(pattern.map_err(|cause| self.fault(rule, source, cause))?);
        }
        Ok(patterns)
    }

    fn fault(&self, rule: &str, pattern: &str, cause: PatternError) -> LexiconError {
        LexiconError::Pattern { file: self.file.to_owned(), rule: rule.to_owned(), pattern: pattern.to_owned(), cause }
    }

    fn code<T>(
        &self,
        rule: &str,
        code: &str,
        list: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T, LexiconError> {
        read(code).ok_or_else(|| LexiconError::Code {
            file: self.file.to_owned(),
            rule: rule.to_owned(),
            code: code.to_owned(),
            list,
        })
    }

    fn optional_code<T>(
        &self,
        rule: &str,
        code: Option<String>,
        list: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, LexiconError> {
        code.map(|code| self.code(rule, &code, list, read)).transpose()
    }
}
