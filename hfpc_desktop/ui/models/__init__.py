"""What judges: installed models, profiles, and learning from decisions."""
