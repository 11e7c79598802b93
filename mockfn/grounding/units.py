"""Units of measurement: what each measures, and how many of its base unit it is."""

from __future__ import annotations

from typing import Final

__all__ = ["UNITS"]

# measure -> spellings, joined by commas, with the size of the unit in the measure's base unit. The calendar's units are
# measures of their own: how many seconds a month has nobody means.
_ROWS: Final[dict[str, dict[str, float]]] = {
    "length": {
        "m,meter,meters,metre,metres": 1,
        "km,kilometer,kilometers,kilometre,kilometres": 1000,
        "cm,centimeter,centimeters,centimetre,centimetres": 0.01,
        "mm,millimeter,millimeters": 0.001,
        "mile,miles,mi": 1609.344,
        "foot,feet,ft": 0.3048,
        "inch,inches": 0.0254,
        "yard,yards": 0.9144,
        "nm,nanometer,nanometers": 1e-9,
    },
    "mass": {
        "kg,kgs,kilogram,kilograms,kilo,kilos": 1,
        "g,gram,grams": 0.001,
        "mg,milligram,milligrams": 1e-6,
        "pound,pounds,lb,lbs": 0.45359237,
        "ounce,ounces,oz": 0.028349523125,
        "ton,tons,tonne,tonnes": 1000,
    },
    "time": {
        "second,seconds,sec,secs,s": 1,
        "minute,minutes,min,mins": 60,
        "hour,hours,hr,hrs,h": 3600,
        "millisecond,milliseconds,ms": 0.001,
    },
    "days": {"day,days": 1, "week,weeks": 7, "night,nights": 1},
    "months": {"month,months": 1, "year,years,yr,yrs": 12, "decade,decades": 120, "quarter,quarters": 3},
    "speed": {"m/s,mps": 1, "km/h,kph,kmh": 1 / 3.6, "mph": 0.44704},
    "acceleration": {"m/s^2,m/s2,m/s²": 1},
    "area": {
        "m^2,m²,sqm,square meters,square metres,square meter": 1,
        "km^2,km²,square kilometers": 1e6,
        "cm^2,cm²": 0.0001,
        "acre,acres": 4046.8564224,
        "hectare,hectares": 10000,
        "sqft,square feet,square foot,sq ft": 0.09290304,
        "square miles": 2589988.110336,
    },
    "volume": {
        "m^3,m³,cubic meters,cubic metres,cubic meter": 1,
        "cm^3,cm³": 1e-6,
        "cubic feet": 0.028316846592,
        "liter,liters,litre,litres,l": 0.001,
        "ml,milliliter,milliliters": 1e-6,
        "gallon,gallons": 0.003785411784,
        "cup,cups": 0.0002365882365,
    },
    "kelvin": {"k,kelvin,kelvins": 1},
    "celsius": {"°c,celsius,centigrade": 1},
    "fahrenheit": {"°f,fahrenheit": 1},
    "degrees": {"degree,degrees,°,deg": 1, "radian,radians": 57.29577951308232},
    "current": {"a,amp,amps,ampere,amperes": 1, "ma,milliampere,milliamperes,milliamps": 0.001},
    "voltage": {"v,volt,volts": 1, "kv": 1000, "mv": 0.001},
    "resistance": {"ohm,ohms,ω": 1, "kω": 1000},
    "charge": {"coulomb,coulombs,c": 1, "microcoulomb,microcoulombs,µc,μc": 1e-6, "nc": 1e-9},
    "capacitance": {"farad,farads,f": 1, "µf,μf,uf,microfarad,microfarads": 1e-6, "nf": 1e-9, "pf": 1e-12},
    "inductance": {"henry,henries,henrys": 1, "mh,millihenry,millihenries": 0.001, "µh,μh,uh": 1e-6},
    "frequency": {"hz,hertz": 1, "khz": 1000, "mhz": 1e6, "ghz": 1e9, "bpm,rpm": 1 / 60},
    "power": {"w,watt,watts": 1, "kw,kilowatt,kilowatts": 1000, "mw": 1e6},
    "energy": {"j,joule,joules": 1, "kj,kilojoule,kilojoules": 1000, "kwh": 3.6e6, "cal,kcal,calorie,calories": 4184},
    "force": {"n,newton,newtons": 1, "kn": 1000},
    "pressure": {
        "pa,pascal,pascals": 1,
        "kpa": 1000,
        "atm,atmosphere,atmospheres": 101325,
        "bar,bars": 100000,
        "psi": 6894.757293168,
    },
    "amount": {"mol,mole,moles": 1},
    "data": {
        "mb,megabyte,megabytes": 1,
        "gb,gigabyte,gigabytes": 1000,
        "tb,terabyte,terabytes": 1e6,
        "kb,kilobyte,kilobytes": 0.001,
    },
}

# Spelling of a unit, lower case -> (what it measures, how many of the base unit it is).
UNITS: Final = {
    name: (measure, float(size))
    for measure, rows in _ROWS.items()
    for names, size in rows.items()
    for name in names.split(",")
}
