"""What people say of answers: right or wrong, and why."""
