"""Reading codes from pictures: decoding, finding, agreeing, and the reader that does it frame by frame."""
