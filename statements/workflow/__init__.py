"""What can be done to statements: begun and described (`statements`), written, cleared, signed."""
