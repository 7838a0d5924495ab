### На чём основан пункт перечня.

desk-rests-on-document = увидено в документе
desk-rests-on-register = проверено в реестре
desk-rests-on-visit = увидено на месте или по видео
desk-rests-on-call = выяснено в разговоре
desk-rests-on-offer = прочитано в предложении
