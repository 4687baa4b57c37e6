"""What a message means: commands such as ``/greet``, marked texts, and a model of the project's own NLU data."""
