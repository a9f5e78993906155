"""What every chart shares: type and margins, colours, the frame with its words, columns and rows, shorthand of tables."""
