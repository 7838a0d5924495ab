### Parts of forms that several areas share.
form-yes = да
form-no = нет
form-unknown = неизвестно
form-choose = выберите
form-needed = обязательно
form-optional = можно не отвечать
form-place-hint = Напишите название, а потом выберите из списка, который мы покажем.
form-places = Какое из этих мест?
