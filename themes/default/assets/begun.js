// What a reader sees after beginning a plan: its dates, or how to get some.
(() => {
  'use strict';

  const { button, calendarOf, dates, open, planData, say, word } = self.prepbook;

  self.prepbook.begun = () => {
    sessionStorage.removeItem('prepbook-begun');
    const { plan } = document.body.dataset;
    const own = calendarOf(plan);
    const end = own?.end(Number(planData(plan).length));
    if (own) say(word('runs', { first: dates(own.dateOf(0), own.dateOf(0), 'long'), last: dates(end, end, 'long') }), true);
    else say(word('begun_undated'), true, button('my_plan', open('my-plan', 'myPlan')));
  };
})();
