"""What a chronology is: events, their dates, the documents they rest on. Standard library only."""
