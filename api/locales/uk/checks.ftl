### На чому ґрунтується пункт переліку.

desk-rests-on-document = побачено в документі
desk-rests-on-register = перевірено в реєстрі
desk-rests-on-visit = побачено на місці чи у відео
desk-rests-on-call = з’ясовано в розмові
desk-rests-on-offer = прочитано в пропозиції
