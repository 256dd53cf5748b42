"""Reading labelled data, fitting heads and evaluating judgements."""
