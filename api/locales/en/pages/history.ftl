### What happened until now, of something that is agreed.
after-history = What has happened so far
after-by-helper = by somebody who helps them
