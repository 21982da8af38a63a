"""The one visual language: tokens, the style sheet made from them, fonts and icons."""
