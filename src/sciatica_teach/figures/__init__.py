"""Value in, plotly figure out. Pure; plotly is imported only where a figure is drawn."""
