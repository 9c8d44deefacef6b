"""What people read: the offline page, figures, tables and the command line."""
