"""Values a person believes: from a field's name, its description, and tables of people, places and things."""
