"""What can be measured beside the scan: files and stopwatches into results, nothing kept before it is confirmed."""
