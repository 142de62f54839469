//! Both implementations of folders follow the same rules.

#![expect(
    clippy::disallowed_methods,
    reason = "tests prepare the disk and look at it"
)]

use std::io::ErrorKind;
use std::path::Path;

use super::EntryKind;

/// Creates a symbolic link; `false` on systems that may refuse it.
pub(crate) fn link(target: impl AsRef<Path>, place: &Path) -> bool {
    #[cfg(unix)]
    std::os::unix::fs::symlink(target, place).unwrap();
    #[cfg(not(unix))]
    let _ = (target, place);
    cfg!(unix)
}

/// Creates a socket, if there are any on this system.
pub(crate) fn socket(place: &Path) {
    #[cfg(unix)]
    std::os::unix::net::UnixListener::bind(place).unwrap();
    #[cfg(not(unix))]
    let _ = place;
}

macro_rules! rules {
    ($name:ident, $folder:path) => {
        #[test]
        fn $name() {
            type Folder = $folder;
            let place = tempfile::tempdir().unwrap();
            let root = Folder::open(place.path()).unwrap();
            assert!(root.is_at(place.path()));
            root.create_folder("in", false).unwrap();
            let inside = root.inside("in").unwrap();
            inside.create("a", b"one", None).unwrap();
            let again = inside.create("a", b"two", None).unwrap_err();
            assert_eq!(again.kind(), ErrorKind::AlreadyExists);
            assert_eq!(inside.read("a").unwrap(), b"one");
            let entry = inside.entry("a").unwrap().unwrap();
            assert_eq!((entry.kind, entry.length), (EntryKind::File, 3));
            root.create("b", b"two", Some(&entry.attributes)).unwrap();
            root.rename("b", &inside, "a").unwrap();
            assert_eq!(inside.read("a").unwrap(), b"two");
            assert!(root.entry("b").unwrap().is_none());
            assert!(root.entry("x".repeat(300)).unwrap().is_none());
            let missing = root.inside("b").unwrap_err();
            assert_eq!(missing.kind(), ErrorKind::NotFound);
            let file = inside.inside("a").unwrap_err();
            assert_eq!(file.kind(), ErrorKind::NotADirectory);
            assert!(root.read("in").is_err());
            assert!(root.remove_folder("in").is_err());
            inside.remove_file("a").unwrap();
            root.remove_folder("in").unwrap();
            assert!(root.names().unwrap().is_empty());

            assert!(root.try_lock().unwrap());
            let other = Folder::open(place.path()).unwrap();
            assert!(!other.try_lock().unwrap());
            drop(root);
            // A process that another test is starting may hold the lock until it runs.
            let is_free = (0..100_000).any(|_| {
                std::thread::yield_now();
                other.try_lock().unwrap()
            });
            assert!(is_free);
            links::<Folder>(&other, place.path());
        }
    };
}

#[cfg(unix)]
rules!(on_unix, super::unix::Folder);
rules!(elsewhere, super::portable::Folder);

/// The common operations on entries.
trait Opens: Sized {
    fn opens(&self, name: &str) -> bool;
    fn reads(&self, name: &str) -> bool;
    fn kind(&self, name: &str) -> EntryKind;
}

macro_rules! opens {
    ($folder:path) => {
        impl Opens for $folder {
            fn opens(&self, name: &str) -> bool {
                self.inside(name).is_ok()
            }
            fn reads(&self, name: &str) -> bool {
                self.read(name).is_ok()
            }
            fn kind(&self, name: &str) -> EntryKind {
                self.entry(name).unwrap().unwrap().kind
            }
        }
    };
}

#[cfg(unix)]
opens!(super::unix::Folder);
opens!(super::portable::Folder);

/// Links are recognized and not followed, and opening a pipe does not block.
#[cfg(unix)]
fn links<F: Opens>(folder: &F, place: &Path) {
    use std::os::unix::fs::symlink;
    symlink("/", place.join("out")).unwrap();
    symlink("/etc/passwd", place.join("file")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(place.join("socket")).unwrap();
    let pipe = place.join("pipe");
    let made = std::process::Command::new("mkfifo").arg(pipe).status();
    assert!(made.unwrap().success());
    for name in ["out", "file", "pipe", "socket"] {
        assert!(!folder.opens(name), "{name}");
        assert!(!folder.reads(name), "{name}");
        assert_ne!(folder.kind(name), EntryKind::File, "{name}");
        assert_ne!(folder.kind(name), EntryKind::Folder, "{name}");
    }
    assert_eq!(folder.kind("out"), EntryKind::Link);
}

/// Locking through a link would create a file at its target.
#[cfg(unix)]
#[test]
fn a_lock_is_never_a_link() {
    let place = tempfile::tempdir().unwrap();
    let outside = place.path().join("outside");
    std::fs::create_dir(place.path().join("in")).unwrap();
    std::os::unix::fs::symlink(&outside, place.path().join("in/.prepbook-lock")).unwrap();
    let folder = super::portable::Folder::open(&place.path().join("in")).unwrap();
    assert!(folder.try_lock().is_err());
    assert!(folder.lock().is_err());
    assert!(!outside.exists());
}

#[cfg(not(unix))]
fn links<F: Opens>(_: &F, _: &Path) {}
