"""The weights of Dragoman's reader `accurate`; `dragoman.read.encoder` reads the files in `data/`."""
