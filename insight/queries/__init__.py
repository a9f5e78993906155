"""What pages ask, answered from one published set of tables, without Streamlit."""
