"""Prints a page with WebKit: ADDRESS FILE PAPER [MARGIN in centimeters]."""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

ADDRESS, FILE, PAPER, MARGIN = sys.argv[1:]
PAPERS = {"A4": "iso_a4", "Letter": "na_letter"}


def print_page(view, event):
    if event != WebKit2.LoadEvent.FINISHED:
        return
    settings = Gtk.PrintSettings()
    settings.set_printer("Print to File")
    settings.set("output-file-format", "pdf")
    settings.set("output-uri", GLib.filename_to_uri(FILE))
    setup = Gtk.PageSetup()
    setup.set_paper_size(Gtk.PaperSize.new(PAPERS[PAPER]))
    if MARGIN:
        for side in ("top", "bottom", "left", "right"):
            getattr(setup, f"set_{side}_margin")(float(MARGIN) * 10, Gtk.Unit.MM)
    operation = WebKit2.PrintOperation.new(view)
    operation.set_print_settings(settings)
    operation.set_page_setup(setup)
    operation.connect("finished", Gtk.main_quit)
    operation.connect("failed", lambda _, error: sys.exit(error.message))
    operation.print_()


window = Gtk.OffscreenWindow()
window.set_default_size(1280, 900)
page = WebKit2.WebView()
window.add(page)
window.show_all()
page.connect("load-changed", print_page)
page.load_uri(ADDRESS)
Gtk.main()
