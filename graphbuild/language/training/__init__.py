"""How the weights of `graphbuild/language/english` were made. Needs the extra `train`; nothing at run time imports it."""
