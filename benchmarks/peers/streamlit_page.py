"""The page in Streamlit. The button is a fragment: a press runs it alone and sends no figure again."""

import streamlit as st
from page_content import BUTTON, PROSE, build_figure, pressed


@st.cache_resource
def load_figure():
    return build_figure()


@st.fragment
def count_presses():
    times = st.session_state.get("times", 0) + st.button(BUTTON)
    st.session_state.times = times
    st.text(pressed(times))


st.write(PROSE)
count_presses()
st.plotly_chart(load_figure(), theme=None)
