import base64
from tests.browser.test_flow import _drop,_look_at_the_sentence,_events_row,_calendar
from tests.browser.watch import see
def test_x(own_address, open_page):
    import time
    page=open_page(own_address); see(page,"/state?name=KAZ"); _drop(page); _look_at_the_sentence(page); _events_row(page); _calendar(page)
    page.on("response",lambda r:print(time.time()%1000,r.request.method,r.status,r.url[:90]) if "/own/" not in r.url else None)
    page.goto("/state?name=KAZ")
    for i in range(30):
        print(time.time()%1000,page.locator("main [role=status]").all_inner_texts(), [page.locator("main [role=status]").count() and page.locator("main [role=status]").first.evaluate("e=>e.outerHTML")], [(f.get_attribute("id"),f.get_attribute("data-drawn")) for f in page.locator("figure[data-picture]").all()])
        page.wait_for_timeout(1000)
