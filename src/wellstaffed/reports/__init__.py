"""Finished tables to HTML, PDF and XLSX; no figure is computed here."""
