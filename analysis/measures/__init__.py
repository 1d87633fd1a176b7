"""Numbers from tables: each function takes DataFrames and returns a number or a DataFrame, and draws nothing."""
