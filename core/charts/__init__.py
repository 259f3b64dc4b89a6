"""Charts as SVG strings: one small deterministic generator, the same picture in the window and in the PDF."""
