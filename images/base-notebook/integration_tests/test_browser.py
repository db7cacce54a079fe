"""A person opens Jupyter in a browser, makes a notebook and computes."""
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

CODE = "print(6*7)"

# The notebook says so itself: its scripts are loaded, and its kernel listens and has nothing to do.
IS_READY = """
const notebook = window.Jupyter && Jupyter.notebook
return Boolean(notebook && notebook._fully_loaded && notebook.kernel && notebook.kernel.is_connected()
  && document.querySelector('.kernel_idle_icon'))
"""


def test_runs_a_cell(container, browser, wait, keep):
    browser.get(f"{container.url}/tree?token={container.token}")
    folder = browser.current_window_handle
    wait.until(lambda page: press(page, "#kernel-python3 a") or press(page, "#new-dropdown-button") and False,
               "the menu of kernels does not offer Python")

    wait.until(lambda page: len(page.window_handles) == 2, "no notebook was opened")
    browser.switch_to.window(next(window for window in browser.window_handles if window != folder))
    wait.until(lambda page: "/notebooks/" in page.current_url, "no notebook was made")
    wait.until(lambda page: page.execute_script(IS_READY), "the notebook's kernel did not come up")

    wait.until(lambda page: press(page, ".code_cell .CodeMirror"), "there is no cell to write in")
    keyboard = wait.until(lambda page: page.find_element(By.CSS_SELECTOR, ".code_cell .CodeMirror textarea"))
    keyboard.send_keys(CODE)
    wait.until(lambda page: text_of(page, ".code_cell .CodeMirror-code") == CODE,
               "the cell did not take what was typed")
    keyboard.send_keys(Keys.SHIFT, Keys.ENTER)

    wait.until(lambda page: text_of(page, ".code_cell .output_stdout pre"), "the cell printed nothing")
    assert text_of(browser, ".code_cell .output_stdout pre") == "42"
    browser.save_screenshot(str(keep("png")))


def press(page, selector):
    """Whether it was there to be clicked. Nobody may listen yet: what should follow tells."""
    found = [element for element in page.find_elements(By.CSS_SELECTOR, selector) if element.is_displayed()]
    for element in found[:1]:
        element.click()
    return bool(found)


def text_of(page, selector):
    return "".join(element.text for element in page.find_elements(By.CSS_SELECTOR, selector)).strip()
