//! The crate as its modules, parsed by `syn`: what each one imports, declares and names.
//!
//! 1. [`Code::parse`] reads the files; a module inside a file is one of its own.
//! 2. [`Code::resolve`] turns a path as it is written into one from the root of a crate, through imports, `super`,
//!    renamed crates and re-exports.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// A path as its names, such as `crate`, `plan`, `Week`.
pub type Names = Vec<String>;

/// The code of a crate.
pub struct Code {
    pub modules: Vec<Module>,
    /// Their indexes by their paths.
    by_path: HashMap<Names, usize>,
    /// The names of other crates.
    crates: BTreeSet<String>,
}

/// A module: a file, or a part of one between braces.
pub struct Module {
    /// Its file, below `src`.
    pub file: PathBuf,
    /// Its path from the root: `crate`, `plan`, `links`.
    pub path: Names,
    /// Whether it exists only in tests.
    pub is_test: bool,
    pub imports: Vec<Import>,
    /// The paths in the rest of its code.
    pub paths: Vec<Named>,
    /// The traits that it derives.
    pub derives: Vec<Named>,
    pub implementations: Vec<Implementation>,
    /// The last names of what is called: methods, and functions of types or modules.
    pub calls: BTreeSet<String>,
    /// The names that it declares, including those of modules.
    declared: BTreeSet<String>,
}

/// A path as it is written.
#[derive(Clone)]
pub struct Named {
    pub names: Names,
    pub line: usize,
}

/// A name that is brought into a module.
pub struct Import {
    /// Its name there; `*` for all names.
    pub name: String,
    pub from: Named,
    pub is_public: bool,
}

/// The methods that are added to types.
pub struct Implementation {
    /// The paths in its head: the type and its parameters. A trait does not know who implements it.
    pub head: Vec<Names>,
    pub methods: BTreeSet<String>,
}

impl Code {
    /// Parses files, each with its path below `src` and its text, of a crate that depends on others.
    pub fn parse(files: &[(PathBuf, String)], crates: &[&str]) -> Self {
        let mut modules = Vec::new();
        for (file, text) in files {
            let parsed = syn::parse_file(text);
            let parsed = parsed.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            let is_test = file.file_stem().is_some_and(|stem| stem == "tests")
                || file.iter().any(|folder| folder == "tests");
            let mut reader = ModuleReader {
                done: Vec::new(),
                open: vec![Module::new(file, path_of(file), is_test)],
            };
            reader.visit_file(&parsed);
            modules.append(&mut reader.open);
            modules.append(&mut reader.done);
        }
        let known = crates.iter().map(|name| name.replace('-', "_"));
        let known = known.chain(["std", "core", "alloc"].map(str::to_owned));
        let paths = modules.iter().map(|module| module.path.clone());
        Self {
            by_path: paths.zip(0..).collect(),
            modules,
            crates: known.collect(),
        }
    }

    fn at(&self, path: &[String]) -> Option<&Module> {
        self.by_path.get(path).map(|index| &self.modules[*index])
    }

    /// Everything that a module imports or names, resolved, each with its line.
    pub fn used<'a>(&'a self, module: &'a Module) -> impl Iterator<Item = (Names, usize)> + 'a {
        let imports = module.imports.iter().map(|import| &import.from);
        // A crate is never used by its name alone, and a variable may have the same.
        let is_local = |named: &&Named| {
            let [name] = named.names.as_slice() else {
                return false;
            };
            let mut imports = module.imports.iter();
            self.crates.contains(name) && !imports.any(|import| import.name == *name)
        };
        let all = imports.chain(module.paths.iter().filter(move |named| !is_local(named)));
        all.filter_map(|named| Some((self.resolve(module, &named.names)?, named.line)))
    }

    /// A path in a module as one that begins with `crate` or the name of another crate; `None` for local names.
    pub fn resolve(&self, module: &Module, path: &[String]) -> Option<Names> {
        let resolved = self.resolve_in(module, path, 0)?;
        Some(self.without_renamed_rooms(resolved))
    }

    /// A path that leads through an import of the crate's root or of a room, without that detour. A room may re-export
    /// what is in another one, but not the other one itself.
    fn without_renamed_rooms(&self, path: Names) -> Names {
        let whole = (1..path.len()).find_map(|end| {
            let module = self.at(&path[..end])?;
            let import = module.imports.iter().find(|i| i.name == path[end])?;
            let from = self.resolve_in(module, &import.from.names, 0)?;
            let is_room = from[0] == "crate" && from.len() < 3;
            is_room.then(|| [from.as_slice(), &path[end + 1..]].concat())
        });
        whole.unwrap_or(path)
    }

    fn resolve_in(&self, module: &Module, path: &[String], depth: usize) -> Option<Names> {
        let (first, rest) = path.split_first()?;
        // An import that is imported by itself leads nowhere.
        if depth > 16 {
            return None;
        }
        match first.as_str() {
            "crate" => Some(path.to_vec()),
            "" => Some(rest.to_vec()),
            "self" => self.resolve_in(module, &[&module.path, rest].concat(), depth + 1),
            "super" => {
                let ups = path.iter().take_while(|name| *name == "super").count();
                let above = module.path.len().saturating_sub(ups);
                Some([&module.path[..above], &path[ups..]].concat())
            }
            name => {
                let import = module.imports.iter().find(|import| import.name == name);
                if let Some(import) = import.filter(|import| import.from.names != path) {
                    let from = self.resolve_in(module, &import.from.names, depth + 1)?;
                    return Some([from.as_slice(), rest].concat());
                }
                if module.declared.contains(name) {
                    return Some([module.path.as_slice(), path].concat());
                }
                self.crates.contains(name).then(|| path.to_vec())
            }
        }
    }

    /// The module that declares what a resolved path names, after all re-exports; `None` outside of the crate.
    pub fn home(&self, path: &[String]) -> Option<&Module> {
        self.home_in(path, 0)
    }

    fn home_in(&self, path: &[String], depth: usize) -> Option<&Module> {
        let module = (1..=path.len())
            .rev()
            .find_map(|end| self.at(&path[..end]))?;
        let import = path.get(module.path.len()).and_then(|name| {
            let mut imports = module.imports.iter();
            imports.find(|import| import.name == *name)
        });
        match import {
            Some(import) if depth < 16 => {
                let from = self.resolve(module, &import.from.names)?;
                let rest = &path[module.path.len() + 1..];
                self.home_in(&[from.as_slice(), rest].concat(), depth + 1)
            }
            _ => Some(module),
        }
    }
}

impl Module {
    fn new(file: &Path, path: Names, is_test: bool) -> Self {
        Self {
            file: file.to_owned(),
            path,
            is_test,
            imports: Vec::new(),
            paths: Vec::new(),
            derives: Vec::new(),
            implementations: Vec::new(),
            calls: BTreeSet::new(),
            declared: BTreeSet::new(),
        }
    }

    /// The top-level module that it belongs to; `None` for the root itself, with the modules that are written in it.
    pub fn room(&self) -> Option<&str> {
        let is_root = self.file.as_os_str() == "lib.rs";
        self.path.get(1).filter(|_| !is_root).map(String::as_str)
    }
}

/// The path of a file's module.
fn path_of(file: &Path) -> Names {
    let names = file.with_extension("");
    let names = names.iter().map(|part| part.to_str().unwrap().to_owned());
    let mut path: Names = std::iter::once("crate".to_owned()).chain(names).collect();
    path.pop_if(|last| ["mod", "lib", "main"].contains(&last.as_str()));
    path
}

/// Reads the modules of a file.
struct ModuleReader {
    done: Vec<Module>,
    /// The module being read, and those around it.
    open: Vec<Module>,
}

impl ModuleReader {
    fn module(&mut self) -> &mut Module {
        self.open.last_mut().unwrap()
    }

    fn declare(&mut self, name: &syn::Ident) {
        self.module().declared.insert(name.to_string());
    }

    fn import(&mut self, tree: &syn::UseTree, (before, is_public): (&[String], bool)) {
        let line = tree.span().start().line;
        let with = |name: &syn::Ident| {
            let mut names = before.to_vec();
            names.push(name.to_string());
            names
        };
        let (name, mut names) = match tree {
            syn::UseTree::Path(path) => {
                return self.import(&path.tree, (&with(&path.ident), is_public));
            }
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(tree, (before, is_public));
                }
                return;
            }
            syn::UseTree::Name(name) => (name.ident.to_string(), with(&name.ident)),
            syn::UseTree::Rename(rename) => (rename.rename.to_string(), with(&rename.ident)),
            syn::UseTree::Glob(_) => ("*".to_owned(), before.to_vec()),
        };
        let mut name = name;
        if names.len() > 1 {
            names.pop_if(|last| last == "self");
        }
        if name == "self" {
            name = names.last().cloned().unwrap_or_default();
        }
        self.module().imports.push(Import {
            name,
            from: Named { names, line },
            is_public,
        });
    }

    /// The paths in the tokens of a macro or an attribute. Single names count, since derives have only those.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut names = Names::new();
        let (mut line, mut colons, mut after_dot) = (0, 0, false);
        for token in tokens.into_iter().map(Some).chain([None]) {
            match token {
                Some(TokenTree::Ident(word)) => {
                    let continues = colons == 2 && !names.is_empty();
                    if !continues {
                        self.end(&mut names, line);
                    }
                    line = word.span().start().line;
                    if after_dot {
                        self.module().calls.insert(word.to_string());
                    } else {
                        names.push(word.to_string());
                    }
                    (colons, after_dot) = (0, false);
                }
                Some(TokenTree::Punct(sign)) if sign.as_char() == ':' => colons += 1,
                other => {
                    self.end(&mut names, line);
                    colons = 0;
                    after_dot = matches!(&other, Some(TokenTree::Punct(p)) if p.as_char() == '.');
                    if let Some(TokenTree::Group(group)) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
    }

    fn named(&mut self, names: Names, line: usize) {
        if let [_, .., last] = names.as_slice() {
            self.module().calls.insert(last.clone());
        }
        self.module().paths.push(Named { names, line });
    }

    fn end(&mut self, names: &mut Names, line: usize) {
        if !names.is_empty() {
            self.named(std::mem::take(names), line);
        }
    }
}

impl<'ast> Visit<'ast> for ModuleReader {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.declare(&item.ident);
        let Some((_, items)) = &item.content else {
            return;
        };
        let is_test = item.attrs.iter().any(|attribute| match &attribute.meta {
            syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
            _ => false,
        });
        let around = self.module();
        let path = [around.path.as_slice(), &[item.ident.to_string()]].concat();
        let inner = Module::new(&around.file, path, around.is_test || is_test);
        self.open.push(inner);
        for item in items {
            self.visit_item(item);
        }
        self.done.extend(self.open.pop());
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let is_public = !matches!(item.vis, syn::Visibility::Inherited);
        let root = item.leading_colon.map(|_| String::new());
        let root: Names = root.into_iter().collect();
        self.import(&item.tree, (&root, is_public));
    }

    fn visit_item_extern_crate(&mut self, item: &'ast syn::ItemExternCrate) {
        let renamed = item.rename.as_ref().map(|(_, name)| name);
        let import = Import {
            name: renamed.unwrap_or(&item.ident).to_string(),
            from: Named {
                names: match item.ident.to_string().as_str() {
                    "self" => vec!["crate".to_owned()],
                    name => vec![String::new(), name.to_owned()],
                },
                line: item.span().start().line,
            },
            is_public: false,
        };
        self.module().imports.push(import);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let mut head = HeadReader::default();
        head.visit_type(&item.self_ty);
        head.visit_generics(&item.generics);
        let methods = item.items.iter().filter_map(|item| match item {
            syn::ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
            _ => None,
        });
        self.module().implementations.push(Implementation {
            head: head.0,
            methods: methods.collect(),
        });
        visit::visit_item_impl(self, item);
    }

    fn visit_item(&mut self, item: &'ast syn::Item) {
        match item {
            syn::Item::Struct(item) => self.declare(&item.ident),
            syn::Item::Enum(item) => self.declare(&item.ident),
            syn::Item::Union(item) => self.declare(&item.ident),
            syn::Item::Trait(item) => self.declare(&item.ident),
            syn::Item::Type(item) => self.declare(&item.ident),
            syn::Item::Fn(item) => self.declare(&item.sig.ident),
            syn::Item::Const(item) => self.declare(&item.ident),
            syn::Item::Static(item) => self.declare(&item.ident),
            _ => {}
        }
        visit::visit_item(self, item);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let root = path.leading_colon.map(|_| String::new());
        let names = path.segments.iter().map(|part| part.ident.to_string());
        let names: Names = root.into_iter().chain(names).collect();
        self.named(names, path.span().start().line);
        visit::visit_path(self, path);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.module().calls.insert(call.method.to_string());
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, of: &'ast syn::Macro) {
        self.visit_path(&of.path);
        self.tokens(of.tokens.clone());
    }

    fn visit_meta_list(&mut self, list: &'ast syn::MetaList) {
        self.visit_path(&list.path);
        let before = self.module().paths.len();
        self.tokens(list.tokens.clone());
        if list.path.is_ident("derive") {
            let derived = self.module().paths[before..].to_vec();
            self.module().derives.extend(derived);
        }
    }

    // `pub(in crate::plan)` does not use anything.
    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}
}

/// Collects the paths in the head of an `impl`.
#[derive(Default)]
struct HeadReader(Vec<Names>);

impl<'ast> Visit<'ast> for HeadReader {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names = path.segments.iter().map(|part| part.ident.to_string());
        self.0.push(names.collect());
        visit::visit_path(self, path);
    }
}
