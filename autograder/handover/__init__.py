"""From other systems and to them: submissions and rosters in, grades out."""
