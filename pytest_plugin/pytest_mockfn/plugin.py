"""What pytest loads: it imports pytest and nothing else, for it is loaded in every run of everybody who installs mockfn."""
