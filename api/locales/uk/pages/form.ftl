### Parts of forms that several areas share.
form-yes = так
form-no = ні
form-unknown = невідомо
form-choose = оберіть
form-needed = обов’язково
form-optional = можна не відповідати
form-place-hint = Напишіть назву, а потім оберіть зі списку, який ми покажемо.
form-places = Яке з цих місць?
