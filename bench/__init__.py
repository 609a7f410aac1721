"""What targetbook costs in time and memory, beside what others need for the same table. `python -m bench` measures it all."""
