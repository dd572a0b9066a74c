@rem npm scripts that begin with `exec` leave no shell between npm and Node; cmd has no such word, this is it.
@%*
