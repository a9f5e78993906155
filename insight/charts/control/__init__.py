"""Control charts of monthly figures: limits, marks, reasons and icons."""
