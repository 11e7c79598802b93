"""What pytest loads in every run of everybody who installs mockfn: so it imports pytest and nothing else."""
