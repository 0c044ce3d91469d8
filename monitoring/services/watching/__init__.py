"""What goes round and looks: at groups of errors, figures, attacks, complaints and lines."""
